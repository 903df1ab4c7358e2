"""The pages of `ecomstat serve`."""

from starlette.convertors import register_url_convertor

from web.path_numbers import NumberConvertor

register_url_convertor("number", NumberConvertor())
