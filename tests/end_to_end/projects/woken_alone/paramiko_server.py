import os

import paramiko

class S(paramiko.ServerInterface):
    def check_channel_exec_request(self, channel, command):
        os.system(command)  # expect: command-injection
