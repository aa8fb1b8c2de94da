package dev.multiprocess.ipc.benchmarks.contender;

import java.rmi.Remote;
import java.rmi.RemoteException;

import dev.multiprocess.ipc.benchmarks.served.Order;

/**
 * The same calls in the terms of Java RMI.
 */
interface RmiCalls extends Remote {

	int add(int a, int b) throws RemoteException;

	Order echo(Order order) throws RemoteException;

	int addThrough(RmiCalls caller, int a, int b) throws RemoteException;

	byte[] echo(byte[] content) throws RemoteException;

	long allocatedBytes() throws RemoteException;

}
