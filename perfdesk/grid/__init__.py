"""The Grid between every format: laid out from a project, recognised into one."""
