"""Foreword, an offline writing assistant. Importing this package loads nothing heavy."""

__version__ = "0.1.0"
