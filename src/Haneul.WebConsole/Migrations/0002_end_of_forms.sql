-- When the token of a form that was sent is good for nothing any more, and the row of no use: an hour after the form was made for forms that anybody can send, and the longest life of
-- a session for the others. Rows of before have the time of sending there: they are kept for the longest life that can be set, 7 days.
ALTER TABLE console_forms RENAME COLUMN sent_at TO ends_at;

UPDATE console_forms SET ends_at = ends_at + 604800000000;
