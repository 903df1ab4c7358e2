"""Domain names guessed from the names of enterprises, ranked by a model that was learnt from known pairs."""

from scrapers.finding.guessing.guesses import Guess, guess_domains, guess_for, rank_guesses

__all__ = ["Guess", "guess_domains", "guess_for", "rank_guesses"]
