/* The floor for shortest ways: buckets in C, for a road graph in compressed sparse rows and for a grid with 8 moves.
 *   bench_ways graph FOLDER WIDTH TURNS        start.bin target.bin cost.bin sources.bin
 *   bench_ways grid FOLDER WIDTH TURNS COLUMNS ROWS METERS   pace.bin sources.bin (cells)
 * Prints `name milliseconds sum`. Labels are corrected within a bucket, so results are exact. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *load(const char *folder, const char *name, size_t size, long *count) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.bin", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  long bytes = ftell(file);
  rewind(file);
  void *data = malloc(bytes + 8);
  if (fread(data, 1, bytes, file) != (size_t)bytes) exit(2);
  fclose(file);
  *count = bytes / size;
  return data;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

#define RING (1 << 14)
static int32_t head[RING], *pool, freed, used, capacity;
static long size;
static double per_unit;

static inline void push(int32_t vertex, double cost) {
  int32_t e = freed;
  if (e >= 0) freed = pool[2 * e + 1];
  else {
    if (used == capacity) pool = realloc(pool, 8L * (capacity *= 2));
    e = used++;
  }
  int at = (int)(cost * per_unit) & (RING - 1);
  pool[2 * e] = vertex;
  pool[2 * e + 1] = head[at];
  head[at] = e;
  size++;
}

static double *seconds;
static int32_t *owner;
static uint8_t *pending;

static inline void relax(int32_t next, double there, int32_t mine) {
  double before = seconds[next];
  if (there > before || (there == before && mine >= owner[next])) return;
  seconds[next] = there;
  owner[next] = mine;
  if (there == before && pending[next]) return;
  pending[next] = 1;
  push(next, there);
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int grid = !strcmp(argv[1], "grid");
  const char *folder = argv[2];
  per_unit = 1 / atof(argv[3]);
  int turns = atoi(argv[4]);
  long n, arcs, sourceCount;
  int32_t *start = 0, *target = 0;
  double *cost = 0, *pace = 0, half = 0, halfDiagonal = 0;
  long columns = 0, rows = 0, stride = 0;
  int32_t *sources = load(folder, "sources", 4, &sourceCount);
  if (grid) {
    columns = atol(argv[5]), rows = atol(argv[6]), stride = columns + 2;
    half = atof(argv[7]) / 2, halfDiagonal = half * sqrt(2);
    double *given = load(folder, "pace", 8, &arcs);
    n = stride * (rows + 2);
    pace = malloc(8 * n);
    for (long i = 0; i < n; i++) pace[i] = INFINITY;
    for (long r = 0; r < rows; r++) memcpy(pace + (r + 1) * stride + 1, given + r * columns, 8 * columns);
    for (long s = 0; s < sourceCount; s++) sources[s] = (sources[s] / columns + 1) * stride + sources[s] % columns + 1;
  } else {
    start = load(folder, "start", 4, &n), n--;
    target = load(folder, "target", 4, &arcs), cost = load(folder, "cost", 8, &arcs);
  }
  seconds = malloc(8 * n), owner = malloc(4 * n), pending = malloc(n);
  pool = malloc(8L * (capacity = 1 << 16));
  double best = INFINITY, sum = 0;
  for (int turn = 0; turn < turns; turn++) {
    double began = now();
    for (long i = 0; i < n; i++) seconds[i] = INFINITY, owner[i] = -1, pending[i] = 0;
    for (int i = 0; i < RING; i++) head[i] = -1;
    freed = -1, used = 0, size = 0;
    for (int32_t s = 0; s < sourceCount; s++) relax(sources[s], 0, s);
    for (int32_t bucket = 0; size > 0;) {
      int32_t e = head[bucket & (RING - 1)];
      if (e < 0) { bucket++; continue; }
      head[bucket & (RING - 1)] = -1;
      while (e >= 0) {
        int32_t v = pool[2 * e], following = pool[2 * e + 1];
        pool[2 * e + 1] = freed, freed = e, e = following, size--;
        if (!pending[v]) continue;
        pending[v] = 0;
        double here = seconds[v];
        int32_t mine = owner[v];
        if (!grid) {
          for (int32_t a = start[v]; a < start[v + 1]; a++) relax(target[a], here + cost[a], mine);
          continue;
        }
        double own = pace[v], pn = pace[v - stride], ps = pace[v + stride], pw = pace[v - 1], pe = pace[v + 1];
        relax(v - stride, here + half * (own + pn), mine), relax(v - 1, here + half * (own + pw), mine);
        relax(v + 1, here + half * (own + pe), mine), relax(v + stride, here + half * (own + ps), mine);
        if (pn < INFINITY && pw < INFINITY) relax(v - stride - 1, here + halfDiagonal * (own + pace[v - stride - 1]), mine);
        if (pn < INFINITY && pe < INFINITY) relax(v - stride + 1, here + halfDiagonal * (own + pace[v - stride + 1]), mine);
        if (ps < INFINITY && pw < INFINITY) relax(v + stride - 1, here + halfDiagonal * (own + pace[v + stride - 1]), mine);
        if (ps < INFINITY && pe < INFINITY) relax(v + stride + 1, here + halfDiagonal * (own + pace[v + stride + 1]), mine);
      }
    }
    double took = now() - began;
    if (took < best) best = took;
    sum = 0;
    for (long i = 0; i < n; i++) if (seconds[i] < INFINITY) sum += seconds[i];
  }
  printf("C, buckets %.3f %.17g\n", best, sum);
  return 0;
}
