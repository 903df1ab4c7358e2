"""All estimators: pure functions on numpy arrays (lists and pandas Series will do). Import them from the files below.

Units of a sample stand in arrays of shape (units,): values, weights, strata numbered 0..H-1, clusters (-1: alone). `frame_sizes` is N
of each stratum, shape (H,). Rows of shape (..., units) are several figures at once. Each function says its shapes, errors and source.

====================================  ==================================================================================================
`stratified`                          estimate_totals, estimate_ratios, estimate_domain_means, estimate_variance
`domain_sums`                         estimate_domain_shares: the same shares for thousands of domains
`calibration`, `distances`            calibrate_weights (LINEAR, RAKING, Distance("logit", 0.4, 2.5), Distance("truncated", ...)),
                                      estimate_calibrated_totals, estimate_calibrated_ratios: post-strata, GREG, raking, bounded
`by_state`                            estimate_by_state: the default estimator (states, margins, floors, clusters, earlier phases)
`difference`, `predictions`           estimate_difference; estimate_tuned_difference, estimate_ppi_mean, estimate_stratified_ppi_mean
`cross_fitting`                       draw_folds, predict_across, estimate_cross_fitted
`misclassification`                   invert_misclassification, invert_by_sample, calibrate_share, subtract_bias, apply_rogan_gladen
`misclassification_classes`           invert_confusion, invert_confusion_counts: several classes
`misclassification_theory`            expect_errors: which correction to choose beforehand
`response`, `propensity`              find_response_groups, adjust_weights, spread_weights, estimate_responding_totals, measure_response,
                                      bound_by_missing; fit_propensities, weight_by_propensity, find_r_indicator
`disagreement`                        measure_agreement, bound_by_disagreement: reviewers who differ
`links`, `capture`                    estimate_by_link_status, estimate_link_quality; estimate_unseen
`bootstrap`, `jackknife`              draw_bootstrap (Rao-Wu), draw_jackknife (JKn): replicate weights
`replication`                         estimate_replicated, calibrate_replicates, build_share_estimator: all steps redone in each replicate
`panel`, `change`                     align_units, find_share_figures, estimate_change, estimate_covariance; decompose_change
`two_phase`                           Phase, estimate_phase_totals, estimate_phase_ratios, estimate_phase_variances
`cluster_samples`                     estimate_cluster_totals, estimate_cluster_ratios: clusters drawn as a whole
`unequal`                             estimate_expansion_total; variances of Hajek, Sen-Yates-Grundy, Horvitz-Thompson, Hansen-Hurwitz
`simple_random`                       estimate_mean, estimate_share, and means by difference, ratio and regression
`intervals`, `edges`                  logit, Wald, arcsine, Korn-Graubard, Wilson, Agresti-Coull, hypergeometric; share_interval
`design_effect`                       estimate_design_effects, find_kish_effect
`small_areas`, `small_area_shares`    fit_areas, estimate_areas (Fay-Herriot); smooth_variances, estimate_area_shares, benchmark_areas
`benchmarking`                        benchmark_series: proportional Denton
`istat`                               estimate_model_based, estimate_combined: for comparison
====================================  ==================================================================================================

Beside these: amounts with outliers (`aggregate.surveys.amounts`, `winsorising`), tests of two figures (`aggregate.comparison.differences`).
"""
