### Texts of the program. Every key stands in each language; a test compares them.

## Words used everywhere

app-name = Loose Ends

## Findings, states, steps

## Sources, types, statuses

## Window


## Messages and errors


## Command line


## Summary


