"""Accelerator for the module statistics."""


def _normal_dist_inv_cdf(p, mu, sigma, /):
    """The quantile of probability p of a normal distribution."""
    ...
