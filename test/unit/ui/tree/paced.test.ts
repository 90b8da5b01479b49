import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Paced } from '../../../../src/ui/tree/paced';

/** The editor looks at once where nothing was told for 200 ms, else once nothing is told any more. */
function editor(): { tell: () => void; looks: () => number } {
  let looks = 0;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  return {
    looks: () => looks,
    tell: () => {
      if (timer === undefined) looks += 1;
      else again = true;
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        if (again) looks += 1;
        again = false;
      }, 200);
    },
  };
}

describe('what is painted again', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('is looked at again and again while it changes all the time', () => {
    const { tell, looks } = editor();
    const paced = new Paced(tell);
    for (let change = 0; change < 100; change += 1) {
      paced.ask();
      mock.timers.tick(20);
    }
    assert.ok(looks() >= 6, `${looks()} looks in two seconds`);
  });

  it('is painted once for what changes within a blink, and once more for what changes after that', () => {
    let told = 0;
    const paced = new Paced(() => { told += 1; });
    paced.ask();
    paced.ask();
    mock.timers.tick(30);
    assert.equal(told, 1);
    paced.ask();
    mock.timers.tick(299);
    assert.equal(told, 1);
    mock.timers.tick(1);
    assert.equal(told, 2);
    mock.timers.tick(10_000);
    assert.equal(told, 2);
    paced.ask();
    mock.timers.tick(30);
    assert.equal(told, 3);
  });

  it('is not painted any more once it is gone', () => {
    const paced = new Paced(() => assert.fail('painted'));
    paced.ask();
    paced.stop();
    mock.timers.tick(1000);
  });
});
