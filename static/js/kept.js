// What somebody chose in this browser, kept for the next time.
export const keep = (name, value) => { try { localStorage.setItem(`kulisse-${name}`, value); } catch { /* private window */ } };
export const kept = (name) => { try { return localStorage.getItem(`kulisse-${name}`); } catch { return null; } };
