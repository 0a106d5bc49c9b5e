SELECT uid FROM book
