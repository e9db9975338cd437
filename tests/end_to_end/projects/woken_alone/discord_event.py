import os

import discord

client = discord.Client()
@client.event
async def on_message(message):
    os.system(message.content)  # expect: command-injection
