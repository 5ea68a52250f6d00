-- What a request's last translation could not carry: "path (reason)" lines; NULL when nothing was lost.

ALTER TABLE request ADD COLUMN losses TEXT;
