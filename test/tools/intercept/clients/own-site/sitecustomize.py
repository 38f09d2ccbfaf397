"""Stands for the one that a system brings."""
import builtins

builtins.own_site = "loaded"
