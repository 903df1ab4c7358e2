"""What a quality report needs of a wave, gathered from all stages."""

from cli.facts.gathering import gather_facts

__all__ = ["gather_facts"]
