"""The reporting calendar: rules of the forms, deadlines, urging, and how far every unit is."""
