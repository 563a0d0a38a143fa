"""From other formats to the files of a dossier."""
