// What really lies in the server's database, counted there and not where the product shows it.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Server } from './server.ts';

export interface StoredOrder {
  id: number;
  createdBy: string;
  body: {
    project_reference: string | null;
    customer_invoice_ref: string | null;
    customer_order_ref: string | null;
    lines: { end_user: { first_name?: string; last_name?: string }; contact: { name: string } }[];
  };
}

/** Every stored new order. The server may be running: it is only read. */
export function storedOrders(server: Server): StoredOrder[] {
  const sql = `SELECT orders.id AS id, users.user_name AS createdBy, order_bodies.body AS body FROM orders
    JOIN order_bodies ON order_id = orders.id JOIN users ON users.id = created_by ORDER BY orders.id`;
  const file = join(server.folder, 'jara-netbusiness.sqlite');
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 10000', file, sql], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const rows = (text.trim() ? JSON.parse(text) : []) as { id: number; createdBy: string; body: string }[];
  // Orders of other kinds have their own bodies.
  return rows.flatMap(({ body, ...row }) => {
    const { order } = JSON.parse(body) as { order?: StoredOrder['body'] };
    return order ? [{ ...row, body: order }] : [];
  });
}

/** The stored orders that bear the partner's own number. */
export function ordersOf(server: Server, reference: string): StoredOrder[] {
  return storedOrders(server).filter((order) => order.body.customer_order_ref === reference);
}
