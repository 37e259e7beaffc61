"""What a workbook says → what is to change in the ledger. Pure: nothing is opened, nothing written."""
