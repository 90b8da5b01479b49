import * as v from 'valibot';
import { speak } from '../model/l10n';

const texts = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

// The page imports this before all else: some of its texts are made as soon as a file is loaded.
const read = v.safeParse(texts, document.body.dataset['texts']);
speak(read.success ? read.output : undefined);
