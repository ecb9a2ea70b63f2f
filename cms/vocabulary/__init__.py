"""What every app tags with: topics, regions, organisations, words and facts."""
