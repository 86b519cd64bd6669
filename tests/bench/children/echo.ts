// The bare message channel: keeps the first message as its answer, then gives it back for every number.
let answer: unknown = null;
process.on('message', (message) => {
  if (typeof message === 'number') process.send?.({ n: message, answer });
  else {
    answer = message;
    process.send?.('kept');
  }
});
process.on('disconnect', () => process.exit(0));
