-- Words are found however their letters are written, so they are stored with folded letters: `aasen` for Åsen.
INSERT INTO order_words (company_id, word, order_id)
SELECT company_id,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u'),
    order_id
FROM order_words
WHERE word <> replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u')
ON CONFLICT DO NOTHING;
DELETE FROM order_words
WHERE word <> replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u');
INSERT INTO subscription_words (company_id, word, subscription_id)
SELECT company_id,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u'),
    subscription_id
FROM subscription_words
WHERE word <> replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u')
ON CONFLICT DO NOTHING;
DELETE FROM subscription_words
WHERE word <> replace(replace(replace(replace(replace(replace(replace(replace(replace(word, 'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'o'), 'ö', 'o'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ü', 'u');
