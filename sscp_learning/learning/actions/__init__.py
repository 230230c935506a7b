"""What people do with modules, one file for each kind of thing: versions, attempts, certificates, evaluations."""
