# Golden numbers for alarms on counts, made once with R's package surveillance (Salmon, Schumacher & Hohle 2016,
# doi:10.18637/jss.v070.i10), which shares no code with ours:
#   apt-get install r-cran-surveillance && Rscript tests/reference/warning_rows.R
# Writes tests/fixtures/warning_rows.json. The delta threshold is taken without reweighting, since surveillance then replaces the
# model's weights by the prior ones and its standard error is no longer that of the fit.
suppressMessages(library(surveillance))
# R stops fitting at a relative deviance of 1e-8, which is seen in the dispersion; here it goes on.
tight <- stats::glm.control
formals(tight)$epsilon <- 1e-13
formals(tight)$maxit <- 100
assignInNamespace("glm.control", tight, "stats")

number <- function(x) ifelse(is.na(x), "null", formatC(as.numeric(x), digits = 17, width = 1))
column <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
row <- function(...) { cells <- list(...); paste0("{", paste0('"', names(cells), '":', unlist(cells), collapse = ","), "}") }
quoted <- function(x) paste0('"', x, '"')

set.seed(20261)
ears <- c()
for (mean in c(2, 8)) {
  counts <- rpois(60, mean)
  for (method in c("C1", "C2")) {
    for (floor in c(0.5, 2)) {
      result <- earsC(sts(counts, frequency = 52), list(method = method, minSigma = floor, alpha = pnorm(-3)))
      ears <- c(ears, row(method = quoted(method), minimumSd = floor, counts = column(counts), upper = column(upperbound(result)), alarm = column(alarms(result))))
    }
  }
}

sums <- c()
for (mean in c(1.5, 6)) {
  counts <- c(rpois(40, mean), rpois(15, 2 * mean))
  series <- create.disProg(week = seq_along(counts), observed = counts, state = rep(0, length(counts)))
  for (form in c("standard", "none")) {
    k <- if (form == "none") 1.5 * mean else 0.5
    h <- if (form == "none") 3 * mean else 4
    result <- algo.cusum(series, list(range = seq_along(counts), k = k, h = h, m = mean, trans = form))
    sums <- c(sums, row(form = quoted(form), mean = mean, k = k, h = h, counts = column(counts), sum = column(result$cusum), alarm = column(result$alarm)))
  }
}

farrington <- c()
for (case in 1:4) {
  weeks <- 1:(52 * 5 + 30)
  level <- c(0.5, 3, 12, 40)[case]
  counts <- rnbinom(length(weeks), size = c(2, 3, 5, 20)[case], mu = level * exp(0.5 * sin(2 * pi * weeks / 52) + 0.002 * weeks))
  counts[c(70, 71, 72, 150)] <- counts[c(70, 71, 72, 150)] + ceiling(6 * level)
  for (setting in 1:3) {
    # 1: Noufaily's quantile with seasons, trend and weights; 2: the 2/3 power without weights; 3: windows alone, trend by its p-value
    control <- list(
      list(b = 4, w = 3, noPeriods = 10, reweight = TRUE, weightsThreshold = 2.58, pThresholdTrend = 1, pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin", alpha = 0.005),
      list(b = 3, w = 3, noPeriods = 10, reweight = FALSE, pThresholdTrend = 1, pastWeeksNotIncluded = 26, thresholdMethod = "delta", alpha = 0.01),
      list(b = 4, w = 2, noPeriods = 1, reweight = FALSE, pThresholdTrend = 0.05, pastWeeksNotIncluded = 2, thresholdMethod = "nbPlugin", alpha = 0.05)
    )[[setting]]
    range <- (52 * 4 + 4):length(weeks)
    result <- suppressWarnings(farringtonFlexible(sts(counts, frequency = 52), c(list(range = range, limit54 = c(5, 4), glmWarnings = FALSE), control)))
    farrington <- c(farrington, row(
      setting = setting, first = range[1] - 1, counts = column(counts), expected = column(result@control$expected),
      upper = column(upperbound(result)), alarm = column(alarms(result)), p = column(result@control$pvalue),
      dispersion = column(result@control$phiVector), trend = column(result@control$trendVector)
    ))
  }
}
writeLines(paste0(
  '{"package":"surveillance 1.20.3 (R 4.2.2)","ears":[', paste(ears, collapse = ",\n"), '],"cusum":[', paste(sums, collapse = ",\n"),
  '],"farrington":[', paste(farrington, collapse = ",\n"), "]}"
), "tests/fixtures/warning_rows.json")
