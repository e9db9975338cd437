import os

import gradio as gr

def f(cmd):
    return os.popen(cmd).read()  # expect: command-injection
with gr.Blocks() as b:
    t = gr.Textbox()
    gr.Button().click(fn=f, inputs=[t], outputs=[t])
