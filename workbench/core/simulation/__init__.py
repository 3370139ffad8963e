"""What happens month by month, in the base and under a scenario."""
