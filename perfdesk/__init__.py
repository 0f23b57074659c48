"""perfdesk: an editor for 项目绩效目标表, the tables in which a project states its goals for its budget."""

__version__ = "0.1.0"
