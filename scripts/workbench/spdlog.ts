/**
 * Source of a module that stands in for `@vscode/spdlog`, the one native module of VS Code's server without a prebuilt binary.
 * It writes logs with plain file calls; without it, output channels stay empty. Each export is assigned by name, since
 * VS Code imports the module as an ES module and Node finds no names in one assigned object.
 */
export const spdlog = `'use strict';
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const words = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) { this.file = file; this.level = 2; this.bare = false; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.bare = false; }
  clearFormatters() { this.bare = true; }
  flush() {}
  drop() {}
  log(level, text) {
    if (level >= this.level) appendFileSync(this.file, this.bare ? text : new Date().toISOString() + ' [' + words[level] + '] ' + text + '\\n');
  }
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
  Logger.prototype[name] = function (text) { this.log(level, text); };
});
async function open(name, file) { mkdirSync(dirname(file), { recursive: true }); return new Logger(file); }
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = open;
exports.createAsyncRotatingLogger = open;
`;
