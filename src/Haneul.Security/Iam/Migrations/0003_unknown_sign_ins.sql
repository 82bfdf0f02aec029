-- Failed sign-ins for users and keys that do not exist, by minute (unix time / 60) and address, an IPv6 address by its /64. Kept for a week.
CREATE TABLE iam_unknown_sign_ins (
    minute {{int64}} NOT NULL,
    address TEXT NOT NULL,
    failures {{int64}} NOT NULL,
    PRIMARY KEY (minute, address)
) {{strict}};
