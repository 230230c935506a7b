"""How every page looks: layouts, form controls, components, static files, filters and links between features."""
