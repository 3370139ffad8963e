"""The parts of the sample study, each with the sources of its figures."""
