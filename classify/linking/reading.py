"""The candidates of a wave's enterprises, read from the store one enterprise at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classify.linking.candidates import SeenCandidate, gather_proposals, weigh_proposals
from classify.linking.priors import Priors
from classify.linking.weights import LinkModel, load_country_link_model
from store.additions import models_folder
from store.comparisons import read_comparisons
from store.linking import EarlierLink, Seeker, find_earlier_wave, read_earlier_links, read_link_seekers, read_pair_visits
from store.opening import Store


@dataclass(frozen=True, slots=True)
class WaveReading:
    """Where candidates are read, and by which model they are weighed."""

    store: Store
    country: str
    wave: str
    earlier_wave: str | None
    model: LinkModel

    def seekers(self) -> Iterator[Seeker]:
        """The enterprises whose websites are looked for, by id."""
        return read_link_seekers(self.store, self.country, self.wave)

    def candidates(self, priors: Priors, seeker: Seeker) -> tuple[SeenCandidate, ...]:
        """All that was proposed for an enterprise, weighed."""
        place = (self.store, self.country, self.wave, seeker.enterprise_id)
        visits = read_pair_visits(*place)
        if not visits:
            return ()
        proposals = gather_proposals(visits, read_comparisons(*place), self._earlier(seeker.enterprise_id))
        return weigh_proposals(self.model, priors, seeker, proposals)

    def _earlier(self, enterprise_id: str) -> Sequence[EarlierLink]:
        if self.earlier_wave is None:
            return ()
        return read_earlier_links(self.store, self.country, self.earlier_wave, enterprise_id)


def open_wave(store: Store, country: str, wave: str) -> WaveReading:
    """The wave, by the country's model and with the links of the wave before."""
    model = load_country_link_model(models_folder(store.path), country)
    return WaveReading(store, country, wave, find_earlier_wave(store, country, wave), model)
