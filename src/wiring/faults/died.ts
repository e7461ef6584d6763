/** What a process says that dies where it is made to. Not an error of the catalogue, so nothing in the product may catch it. */
export class Died extends Error {}
