import os

from aiogram import Router

r = Router()
@r.message()
async def h(message):
    os.system(message.text)  # expect: command-injection
