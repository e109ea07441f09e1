"""A Socket.IO server in Python as its documentation has it: what one says, everybody in the namespace is told, under the same
name; who asks is acknowledged. Arguments: the port, how it is served (aiohttp, asgi, threading, flask), what origins it takes
("*", or "own" for its own, as by default), and a token, without which nobody gets in, if there is one."""

import sys

import socketio

port, served, origins = int(sys.argv[1]), sys.argv[2], sys.argv[3]
token = sys.argv[4] if len(sys.argv) > 4 else None
options = {'cors_allowed_origins': '*'} if origins == '*' else {}
NAMESPACES = ['/', '/news']


def let_in(auth):
    if token and (auth or {}).get('token') != token:
        raise ConnectionRefused('no such token')


def one_or_several(args):
    """A tuple is several arguments."""
    return args[0] if len(args) == 1 else args


def stored(namespace):
    return {'status': 'stored', 'text': f'stored by {namespace}'}


def speak_async(sio, namespace):
    async def connect(sid, environ, auth=None):
        let_in(auth)

    async def hear(event, sid, *args):
        if event == 'ask me':
            async def answered(*said):
                await sio.emit('answered', {'count': len(said)}, namespace=namespace)

            await sio.emit('question', 'are you there?', to=sid, namespace=namespace, callback=answered)
        else:
            await sio.emit(event, one_or_several(args), namespace=namespace)
        return stored(namespace)

    sio.on('connect', connect, namespace=namespace)
    sio.on('*', hear, namespace=namespace)


def speak(sio, namespace):
    def connect(sid, environ, auth=None):
        let_in(auth)

    def hear(event, sid, *args):
        if event == 'ask me':
            def answered(*said):
                sio.emit('answered', {'count': len(said)}, namespace=namespace)

            sio.emit('question', 'are you there?', to=sid, namespace=namespace, callback=answered)
        else:
            sio.emit(event, one_or_several(args), namespace=namespace)
        return stored(namespace)

    sio.on('connect', connect, namespace=namespace)
    sio.on('*', hear, namespace=namespace)


if served in ('aiohttp', 'asgi'):
    from socketio.exceptions import ConnectionRefusedError as ConnectionRefused

    sio = socketio.AsyncServer(async_mode=served, **options)
    for name in NAMESPACES:
        speak_async(sio, name)
    if served == 'aiohttp':
        from aiohttp import web

        app = web.Application()
        sio.attach(app)
        # Whoever is there is not waited for.
        web.run_app(app, host='127.0.0.1', port=port, print=None, shutdown_timeout=0.1)
    else:
        import uvicorn

        uvicorn.run(socketio.ASGIApp(sio), host='127.0.0.1', port=port, log_level='warning')
elif served == 'threading':
    from socketio.exceptions import ConnectionRefusedError as ConnectionRefused
    from werkzeug.serving import run_simple

    sio = socketio.Server(async_mode=served, **options)
    for name in NAMESPACES:
        speak(sio, name)
    run_simple('127.0.0.1', port, socketio.WSGIApp(sio), threaded=True)
else:
    from flask import Flask
    from flask_socketio import ConnectionRefusedError as ConnectionRefused
    from flask_socketio import SocketIO

    app = Flask(__name__)
    io = SocketIO(app, async_mode='threading', **options)
    for name in NAMESPACES:
        # What it is built on hears events of any name.
        speak(io.server, name)
    io.run(app, host='127.0.0.1', port=port, allow_unsafe_werkzeug=True)
