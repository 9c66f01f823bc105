// The floor of the scan: 999 replicates over all circles, one after another, with a logarithm only where a ratio could win.
// gcc -O3 -march=native; reads places, cases, zone starts, members and expected counts from stdin as binary.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state = 88172645463325252ull;
static double uniform(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (state >> 11) * (1.0 / 9007199254740992.0);
}

int main(void) {
  int32_t head[3];
  if (fread(head, 4, 3, stdin) != 3) return 1;
  int n = head[0], total = head[1], replications = head[2];
  int32_t *start = malloc(4 * (n + 1));
  double *expected = malloc(8 * n), *below = malloc(8 * n), *logs = calloc(total + 1, 8);
  if (fread(start, 4, n + 1, stdin) != (size_t)n + 1) return 1;
  uint16_t *member = malloc(2 * start[n]);
  if (fread(member, 2, start[n], stdin) != (size_t)start[n] || fread(expected, 8, n, stdin) != (size_t)n) return 1;
  double sum = 0, all = 0;
  for (int i = 0; i < n; i++) below[i] = sum += expected[i] / total;
  for (int k = 1; k <= total; k++) logs[k] = k * log(k);
  float *e = malloc(4 * start[n]), *le = malloc(4 * start[n]), *lr = malloc(4 * start[n]);
  for (int c = 0; c < n; c++) {
    double mean = 0;
    for (int p = start[c]; p < start[c + 1]; p++) mean += expected[member[p]], e[p] = mean, le[p] = log(mean), lr[p] = log(total - mean);
  }
  int32_t *cases = malloc(4 * n);
  struct timespec from, to;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  for (int r = 0; r < replications; r++) {
    memset(cases, 0, 4 * n);
    for (int k = 0; k < total; k++) {
      double u = uniform() * sum;
      int low = 0, high = n - 1;
      while (low < high) { int middle = (low + high) / 2; if (below[middle] > u) high = middle; else low = middle + 1; }
      cases[low]++;
    }
    double best = 0;
    for (int c = 0; c < n; c++) {
      int count = 0;
      for (int p = start[c]; p < start[c + 1]; p++) {
        count += cases[member[p]];
        if (count <= e[p]) continue;
        double ratio = logs[count] + logs[total - count] - count * (double)le[p] - (total - count) * (double)lr[p];
        if (ratio > best) best = ratio;
      }
    }
    all += best;
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  printf("%f %f\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6, all / replications);
  return 0;
}
