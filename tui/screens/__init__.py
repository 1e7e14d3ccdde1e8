"""The screens. A screen puts widgets together and answers commands; what can be carried by a widget is."""
