"""What a city publishes about accessibility: policy, result, checklists, self-assessment, monthly figure."""
