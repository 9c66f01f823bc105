# Golden numbers for Gi, Gi* and local Moran's I: R's spdep, which shares no code with ours, and R's own p.adjust and pnorm.
#
#     Rscript tests/reference/hotspot_rows.R        (spdep 1.2-7, jsonlite)
#
# Writes tests/fixtures/hotspot_rows.json: a skewed variable on a grid of 8 rows and 9 columns (queen), and 60 places on a plane with a distance
# band and inverse-distance weights; localG with and without the place itself, localmoran with conditional moments.
suppressPackageStartupMessages({library(spdep); library(jsonlite)})
set.seed(20261)
plain <- function(x) as.numeric(x)
scores <- function(x, nb, glist = NULL) {
  # Lists and weights without the place itself; with it, its weight is that of its heaviest neighbor.
  binary <- nb2listw(nb, glist = glist, style = "B", zero.policy = TRUE)
  rows <- nb2listw(nb, glist = glist, style = "W", zero.policy = TRUE)
  with_self <- include.self(nb)
  own <- lapply(seq_along(nb), function(i) {
    if (nb[[i]][1] == 0) return(1)
    w <- if (is.null(glist)) rep(1, length(nb[[i]])) else glist[[i]]
    c(w, max(w))[match(with_self[[i]], c(nb[[i]], i))]
  })
  star <- nb2listw(with_self, glist = own, style = "B", zero.policy = TRUE)
  moran <- localmoran(x, rows, zero.policy = TRUE, conditional = TRUE)
  list(
    values = x,
    neighbors = lapply(nb, function(row) I(as.integer(row[row > 0]) - 1L)),
    weights = lapply(seq_along(nb), function(i) if (nb[[i]][1] == 0) I(numeric(0)) else I(if (is.null(glist)) rep(1, length(nb[[i]])) else glist[[i]])),
    gi = plain(localG(x, binary, zero.policy = TRUE)),
    giStar = plain(localG(x, star, zero.policy = TRUE)),
    moran = plain(moran[, "Ii"]), moranZ = plain(moran[, "Z.Ii"])
  )
}
# 8 rows of 9 cells, counted row by row.
grid_nb <- cell2nb(8, 9, type = "queen")
grid <- scores(round(rgamma(72, 0.8, 0.2), 3), grid_nb)
xy <- cbind(round(runif(60, 0, 100), 3), round(runif(60, 0, 100), 3))
band <- dnearneigh(xy, 0, 17)
inverse <- lapply(nbdists(band, xy), function(d) 1 / d)
places <- scores(round(rlnorm(60, 1, 1), 3), band, inverse)
p <- c(0.04, 1e-30, 0.8, 0.011, 0.011, 0.2, 0.0005, 1, 0.049, 0.03)
z <- c(0, 0.3, 1, 1.4142, 1.96, 3, 5, 8, 12, 20, 30, 37)
out <- list(
  package = paste("spdep", packageVersion("spdep"), R.version.string),
  grid = c(list(width = 9, height = 8), grid),
  places = c(list(x = xy[, 1], y = xy[, 2], distanceBand = 17), places),
  adjust = list(p = p, adjusted = p.adjust(p, "BH")),
  normal = list(z = z, p = 2 * pnorm(-z))
)
write(toJSON(out, digits = NA, auto_unbox = TRUE, na = "null"), "tests/fixtures/hotspot_rows.json")
