# An empty file but for these lines.
# At: entry
# Ends: refused
# Says: ENTRY defines no class .*
