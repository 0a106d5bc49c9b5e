### Texts of the playbooks.
