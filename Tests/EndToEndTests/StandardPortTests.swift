import Testing

/// Whatever needs UDP port 1337, one after the other: smpclient and smpmgr connect to no other.
@Suite(.serialized) struct StandardPortTests {}
