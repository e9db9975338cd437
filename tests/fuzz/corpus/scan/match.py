match x:
    case {"k": [a, *b], **c} if d: pass
    case A(e, f=g) | None as h: pass
