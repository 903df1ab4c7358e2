"""Numbers that R's survey and ReGenesees (or a closed form) give for the synthetic sample in `cases/`; the names are those of the cases."""

import numpy as np
import pytest

from aggregate.estimators.calibration import (
    calibrate_weights,
    estimate_calibrated_ratios,
    estimate_calibrated_totals,
    find_leverages,
    group_indicators,
)
from aggregate.estimators.difference import estimate_difference
from aggregate.estimators.intervals import (
    asin_interval,
    find_effective_sizes,
    korn_graubard_interval,
    logit_interval,
    wald_interval,
)
from aggregate.estimators.misclassification import (
    Confusion,
    calibrate_share,
    calibrate_share_in_frame,
    invert_misclassification,
    subtract_bias,
)
from aggregate.estimators.response import adjust_weights
from aggregate.estimators.stratified import (
    estimate_domain_means,
    estimate_ratios,
    estimate_totals,
    estimate_variance,
)
from tests.aggregate.cases_of_sample import load_case

CASE = load_case()
DESIGN = (CASE.weights, CASE.strata, CASE.sizes)
WEB, ORDER, TURNOVER = CASE.column("web"), CASE.column("order"), CASE.column("turnover_k")
PERSONS, PREDICTED = CASE.column("persons_employed"), CASE.column("pred_order")
EVERYBODY = np.ones((1, 200))


def near(expected, tolerance=1e-9):
    return pytest.approx(np.array(expected), rel=tolerance)


def test_c01_stratified_totals():
    found = estimate_totals(np.array([WEB, ORDER, PERSONS, TURNOVER]), *DESIGN)
    assert found.values == near([907.121212121212, 270.844696969697, 53323.9507575758, 4676883.61363636])
    assert found.standard_errors == near([78.969484775721, 55.251115396428, 1194.1865898237, 151393.318996862])


def test_c02_stratified_means():
    found = [estimate_domain_means(y, EVERYBODY, *DESIGN) for y in (WEB, ORDER, TURNOVER)]
    assert [f.values[0] for f in found] == near([0.4535606060606, 0.1354223484848, 2338.44180681818])
    assert [f.standard_errors[0] for f in found] == near([0.03948474238786, 0.02762555769821, 75.696659498431])


def test_c03_means_without_finite_population_correction():
    found = [estimate_domain_means(y, EVERYBODY, CASE.weights, CASE.strata, None) for y in (WEB, ORDER)]
    assert [f.standard_errors[0] for f in found] == near([0.04083200726441, 0.02865576297043])


C04 = {
    ("section", "C", "G", "I"): (
        [0.5915178571429, 0.3625750256185, 0.4188181818182],
        [0.06659207472433, 0.06316097642882, 0.07742407638006],
        [0.1078869047619, 0.1129044063827, 0.2097196969697],
        [0.04454813320225, 0.04309425257064, 0.05944048824986],
    ),
    ("size_class", "0-9", "10-49", "250+", "50-249"): (
        [0.3371425522834, 0.7256871035941, 0.8846153846154, 0.752688172043],
        [0.05301531257448, 0.05236344200941, 0, 0.06342612474106],
        [0.1171254801536, 0.1771934460888, 0.2692307692308, 0.1720430107527],
        [0.03651855926978, 0.0420121129233, 0, 0.0492216506541],
    ),
    ("region", "R1", "R2", "R3"): (
        [0.4892439892881, 0.3064872391144, 0.5625338259171],
        [0.0522116929659, 0.07170685834996, 0.103231955697],
        [0.10944024275, 0.1274193195652, 0.2418288349766],
        [0.03097661080989, 0.05371314181988, 0.09049155170523],
    ),
}


@pytest.mark.parametrize("breakdown", C04)
def test_c04_domain_means_keep_the_whole_sample(breakdown):
    web, web_error, order, order_error = C04[breakdown]
    domains = CASE.domains(*breakdown)
    found = [estimate_domain_means(y, domains, *DESIGN) for y in (WEB, ORDER)]
    assert found[0].values == near(web, 1e-8)
    assert found[0].standard_errors == pytest.approx(web_error, rel=1e-8, abs=1e-12)
    assert found[1].values == near(order, 1e-8)
    assert found[1].standard_errors == pytest.approx(order_error, rel=1e-8, abs=1e-12)


def test_c05_domain_totals():
    found = estimate_totals(ORDER * CASE.domains("region", "R1", "R2", "R3"), *DESIGN)
    assert found.values == near([126.780303030303, 66.208333333333, 77.856060606061], 1e-8)
    assert found.standard_errors == near([36.557685885327, 29.406140256248, 32.83330274362], 1e-8)


def test_c06_ratios():
    found = estimate_ratios(np.array([ORDER, TURNOVER]), np.array([WEB, PERSONS]), *DESIGN)
    assert found.values == near([0.2985760815099, 87.706997459709])
    assert found.standard_errors == near([0.05312486789587, 2.396452802788])


def test_c07_intervals_of_a_share():
    mean = estimate_domain_means(ORDER, EVERYBODY, *DESIGN)
    share, variance = mean.values, mean.standard_errors**2
    effective = find_effective_sizes(share, variance, np.array([200.0]), 188)
    assert np.concatenate(logit_interval(share, variance, 188)) == near([0.08953800584668, 0.1996638750371], 1e-6)
    assert np.concatenate(korn_graubard_interval(share, effective)) == near([0.08556721527293, 0.199957319605], 1e-6)
    assert np.concatenate(wald_interval(share, variance, 188)) == near([0.08092644145736, 0.1899182555123], 1e-6)
    assert np.concatenate(asin_interval(share, variance, 188)) == near([0.08577050570705, 0.1943021424041], 1e-6)


def calibrated(values, auxiliaries, totals, leverage="none"):
    return estimate_calibrated_totals(values, CASE.weights, auxiliaries, np.array(totals, float), CASE.strata, CASE.sizes, leverage)


def calibrated_means(values, domains, auxiliaries, totals, leverage="none"):
    arrays = (values * domains, domains, CASE.weights, auxiliaries, np.array(totals, float))
    return estimate_calibrated_ratios(*arrays, CASE.strata, CASE.sizes, leverage)


def test_c09_post_stratification_by_region():
    regions, known = CASE.domains("region", "R1", "R2", "R3").T, [991, 636, 373]
    totals = calibrated(np.array([ORDER, TURNOVER]), regions, known)
    assert totals.values == near([279.696123255038, 4679568.78028389], 1e-8)
    assert totals.standard_errors == near([57.484647386632, 176132.60616909], 1e-8)
    web = calibrated_means(WEB, EVERYBODY, regions, known)
    assert (web.values[0], web.standard_errors[0]) == (near(0.4447958972642, 1e-8), near(0.03927541777331, 1e-8))


def test_c10_post_stratification_by_predicted_class():
    classes, known = group_indicators(PREDICTED.astype(int), 2), [1741, 259]
    total = calibrated(ORDER, classes, known)
    assert (float(total.values), float(total.standard_errors)) == near((342.926934713923, 34.3660338422), 1e-8)
    mean = calibrated_means(ORDER, EVERYBODY, classes, known)
    assert (mean.values[0], mean.standard_errors[0]) == near((0.171463467357, 0.0171830169211), 1e-8)
    sizes = calibrated_means(ORDER, CASE.domains("size_class", "0-9", "10-49", "250+", "50-249"), classes, known)
    assert sizes.values == near([0.1522086990622, 0.2079935884289, 0.3243213313556, 0.2281700166965], 1e-8)
    assert sizes.standard_errors == near([0.02773429247286, 0.04997500751675, 0.0420903418076, 0.07038450747495], 1e-8)
    regions = calibrated(ORDER * CASE.domains("region", "R1", "R2", "R3"), classes, known)
    assert regions.values == near([160.14698447148, 80.596668575976, 102.183281666466], 1e-8)
    assert regions.standard_errors == near([39.385096219479, 33.960437399055, 37.63229471274], 1e-8)


GREG = (np.column_stack([np.ones(200), PREDICTED, PERSONS]), [2000, 259, 53347])


def test_c11_linear_calibration():
    found = calibrated(np.array([ORDER, TURNOVER, WEB]), *GREG)
    assert found.values == near([342.748600942756, 4650458.44683196, 954.551518600586], 1e-8)
    assert found.standard_errors == near([34.44058774701, 140078.904913603, 69.735682505973], 1e-8)
    weights = calibrate_weights(CASE.weights, GREG[0], np.array(GREG[1], float))
    assert weights[:5] == near([16.76062923413, 16.752380560823, 16.756504897477, 16.762691402457, 16.76062923413], 1e-8)
    assert (weights.min(), weights.max()) == near((0.8544061492361, 30.294491748569), 1e-8)
    mean = calibrated_means(ORDER, EVERYBODY, *GREG)
    assert (mean.values[0], mean.standard_errors[0]) == near((0.1713743004714, 0.01722029387351), 1e-8)


def test_c12_domain_means_with_calibrated_weights():
    found = calibrated_means(ORDER, CASE.domains("section", "C", "G", "I"), *GREG)
    assert found.values == near([0.1437817917252, 0.1421124059944, 0.2552461335048], 1e-7)
    assert found.standard_errors == near([0.04953751908969, 0.04602730511698, 0.06323644695809], 1e-7)


def test_c13_strata_and_prediction_as_auxiliaries():
    auxiliaries = np.column_stack([np.eye(12)[CASE.strata], PREDICTED])
    found = calibrated(ORDER, auxiliaries, [*CASE.sizes, 259])
    assert (float(found.values), float(found.standard_errors)) == near((342.656108124185, 34.49441082681), 1e-8)


def test_c16_difference_estimator():
    found = estimate_difference(ORDER, PREDICTED, 259.0, *DESIGN)
    assert (float(found.values), float(found.standard_errors)) == near((352.609848484848, 34.98962803229))


def test_c18_nonresponse_within_strata():
    answered = CASE.column("resp") == 1
    weights = adjust_weights(CASE.strata, CASE.sizes, answered)[answered]
    found = estimate_totals(ORDER[answered], weights, CASE.strata[answered], CASE.sizes)
    assert (float(found.values), float(found.standard_errors)) == near((313.430347430347, 79.6261562377), 1e-8)


@pytest.mark.parametrize(
    ("policy", "error"),
    [("certainty", 18.439088914586), ("adjust", 27.202941017471), ("average", 22.583179581272), ("remove", 18.439088914586)],
)
def test_c21_strata_with_one_unit(policy, error):
    values = np.array([1.0, 3, 2, 8, 5]) * np.array([2.0, 2, 3, 3, 4])
    assert values.sum() == 58
    assert np.sqrt(estimate_variance(values, np.array([0, 0, 1, 1, 2]), None, policy)) == near(error)


def test_c31_corrections_for_misclassification():
    test = Confusion(true_positive=70, false_negative=15, false_positive=20, true_negative=395)
    predicted = 3600 / 20000
    assert (test.baseline, test.sensitivity, test.specificity) == near((0.17, 0.8235294117647058, 0.9518072289156626))
    assert (test.precision, test.miss_rate) == near((0.7777777777777778, 0.036585365853658534))
    assert subtract_bias(predicted, test) == near(0.1722466335931963)
    inverse, direct = invert_misclassification(predicted, test), calibrate_share(predicted, test)
    assert (inverse.value, inverse.standard_error) == near((0.17, 0.014452035532853142))
    assert (direct.value, direct.standard_error) == near((0.17, 0.010955688032752792))
    assert calibrate_share_in_frame(predicted, test, 20000).standard_error == near(0.010855683747188222)


def test_c34_an_impossible_share_is_marked_and_not_clipped():
    exact = Confusion(true_positive=964, false_negative=36, false_positive=73, true_negative=927)
    found = invert_misclassification(6 / 151, exact)
    assert found.value == near(-0.03733434417761126)
    assert not found.possible


def states_without_certain_units():
    state = CASE.column("state").astype(int)
    auxiliaries = group_indicators(np.where(CASE.certain, -1, state), 3)
    known = np.array([1142, 599, 259]) - np.bincount(state[CASE.certain], minlength=3)
    return auxiliaries, known


@pytest.mark.parametrize(
    ("leverage", "national", "section_i"),
    [
        ("none", 0.017180066958346656, 0.06360467782862242),
        ("hc2", 0.017390661182998812, 0.06575262642390825),
        ("hc3", 0.017606227263937728, 0.06803816918719113),
    ],
)
def test_c46_three_states_with_certain_units_kept_out(leverage, national, section_i):
    domains = np.vstack([EVERYBODY, CASE.domains("section", "I"), CASE.domains("size_class", "250+")])
    found = calibrated_means(ORDER, domains, *states_without_certain_units(), leverage)
    assert found.values == near([0.17182033537127703, 0.25649583937317033, 0.2692307692307692], 1e-7)
    assert found.standard_errors == pytest.approx([national, section_i, 0.0], rel=1e-7, abs=1e-12)


def test_c46_largest_leverage_and_weights():
    auxiliaries, known = states_without_certain_units()
    weights = calibrate_weights(CASE.weights, auxiliaries, known.astype(float))
    assert find_leverages(CASE.weights, auxiliaries).max() == near(0.11929855249923474, 1e-7)
    assert (weights.min(), weights.max()) == near((1.0, 30.42113088730486), 1e-7)
