import os

from telegram.ext import Application, CommandHandler

async def run(update, context):
    os.system(' '.join(context.args))  # expect: command-injection
app = Application.builder().build()
app.add_handler(CommandHandler('run', run))
