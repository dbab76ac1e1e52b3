"""The page: uploads, what was understood, the meeting's form, packs. Views translate; the rooms below decide."""
