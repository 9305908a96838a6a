"""Random Python programs: small, terminating, deterministic, made of the constructs that coverage tools find hard."""
