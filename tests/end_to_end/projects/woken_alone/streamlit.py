import os

import streamlit as st

q = st.text_input('q')
os.system(q)  # expect: command-injection
