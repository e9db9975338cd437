import os

import telebot

bot = telebot.TeleBot('')
@bot.message_handler(commands=['run'])
def h(message):
    os.system(message.text)  # expect: command-injection
