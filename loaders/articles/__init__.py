"""From the text of an article to the numbers it prints, and to the ledger of what they are."""
