"""Values that every part shares: outcomes, texts, targets, findings, rules, snapshots. Standard library only."""
