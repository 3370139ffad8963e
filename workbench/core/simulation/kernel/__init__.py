"""The market response compiled: the same months as ``simulation/market.py``, for many draws."""
